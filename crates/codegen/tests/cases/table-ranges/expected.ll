; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@table.0 = internal constant [8 x ptr] zeroinitializer
@table.0.now = internal global [8 x ptr] zeroinitializer
@funcref.0 = internal constant { ptr, i32 } { ptr @f, i32 0 }
@elem.0 = internal constant [2 x ptr] [ptr @funcref.0, ptr @funcref.0]
@elem.0.length = internal global i32 0

; Function Attrs: nounwind optsize
define internal void @f() #0 section ".text.f" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %return, !dbg !7

return:                                           ; preds = %start
  ret void, !dbg !7
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[1]" !dbg !8 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = icmp ugt i32 %2, 8, !dbg !9
  %7 = sub i32 8, %2, !dbg !9
  %8 = icmp ugt i32 %0, %7, !dbg !9
  %9 = or i1 %6, %8, !dbg !9
  br i1 %9, label %trap, label %10, !dbg !9

return:                                           ; preds = %17
  ret void, !dbg !10

trap:                                             ; preds = %10, %start
  call void asm sideeffect "udf #2 /* 0x5c */", "~{memory}"() #2, !dbg !9
  unreachable, !dbg !9

10:                                               ; preds = %start
  %11 = getelementptr ptr, ptr @table.0.now, i32 %0, !dbg !9
  %12 = load i32, ptr @elem.0.length, align 4, !dbg !9
  %13 = icmp ugt i32 %2, %12, !dbg !9
  %14 = sub i32 %12, %2, !dbg !9
  %15 = icmp ugt i32 %1, %14, !dbg !9
  %16 = or i1 %13, %15, !dbg !9
  br i1 %16, label %trap, label %17, !dbg !9

17:                                               ; preds = %10
  %18 = getelementptr ptr, ptr @elem.0, i32 %1, !dbg !9
  %19 = mul i32 %2, 4, !dbg !9
  call void @llvm.memmove.p0.p0.i32(ptr align 4 %11, ptr align 4 %18, i32 %19, i1 false), !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[2]" !dbg !11 {
entry:
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  store i32 %1, ptr %4, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = icmp ugt i32 %2, 8, !dbg !12
  %7 = sub i32 8, %2, !dbg !12
  %8 = icmp ugt i32 %0, %7, !dbg !12
  %9 = or i1 %6, %8, !dbg !12
  br i1 %9, label %trap, label %10, !dbg !12

return:                                           ; preds = %16
  ret void, !dbg !13

trap:                                             ; preds = %10, %start
  call void asm sideeffect "udf #2 /* 0x69 */", "~{memory}"() #2, !dbg !12
  unreachable, !dbg !12

10:                                               ; preds = %start
  %11 = getelementptr ptr, ptr @table.0.now, i32 %0, !dbg !12
  %12 = icmp ugt i32 %2, 8, !dbg !12
  %13 = sub i32 8, %2, !dbg !12
  %14 = icmp ugt i32 %1, %13, !dbg !12
  %15 = or i1 %12, %14, !dbg !12
  br i1 %15, label %trap, label %16, !dbg !12

16:                                               ; preds = %10
  %17 = getelementptr ptr, ptr @table.0.now, i32 %1, !dbg !12
  %18 = mul i32 %2, 4, !dbg !12
  call void @llvm.memmove.p0.p0.i32(ptr align 4 %11, ptr align 4 %17, i32 %18, i1 false), !dbg !12
  br label %return, !dbg !13
}

; Function Attrs: nounwind optsize
define internal void @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !14 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ugt i32 %1, 8, !dbg !15
  %5 = sub i32 8, %1, !dbg !15
  %6 = icmp ugt i32 %0, %5, !dbg !15
  %7 = or i1 %4, %6, !dbg !15
  br i1 %7, label %trap, label %8, !dbg !15

return:                                           ; preds = %fill.done
  ret void, !dbg !16

trap:                                             ; preds = %start
  call void asm sideeffect "udf #2 /* 0x76 */", "~{memory}"() #2, !dbg !15
  unreachable, !dbg !15

8:                                                ; preds = %start
  %9 = getelementptr ptr, ptr @table.0.now, i32 %0, !dbg !15
  br label %fill, !dbg !15

fill:                                             ; preds = %fill.body, %8
  %10 = phi i32 [ 0, %8 ], [ %13, %fill.body ], !dbg !15
  %11 = icmp eq i32 %10, %1, !dbg !15
  br i1 %11, label %fill.done, label %fill.body, !dbg !15

fill.body:                                        ; preds = %fill
  %12 = getelementptr ptr, ptr %9, i32 %10, !dbg !15
  store ptr null, ptr %12, align 4, !dbg !15
  %13 = add i32 %10, 1, !dbg !15
  br label %fill, !dbg !15

fill.done:                                        ; preds = %fill
  br label %return, !dbg !16
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"() #0 section ".text.func[4]" !dbg !17 {
entry:
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr @elem.0.length, align 4, !dbg !18
  br label %return, !dbg !19

return:                                           ; preds = %start
  ret void, !dbg !19
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #1

; Function Attrs: nounwind optsize
define void @m_init(i32 %0, i32 %1, i32 %2) #0 section ".text.m_init" !dbg !20 {
  call void @"func[1]"(i32 %0, i32 %1, i32 %2), !dbg !21
  ret void, !dbg !21
}

; Function Attrs: nounwind optsize
define void @m_copy(i32 %0, i32 %1, i32 %2) #0 section ".text.m_copy" !dbg !22 {
  call void @"func[2]"(i32 %0, i32 %1, i32 %2), !dbg !23
  ret void, !dbg !23
}

; Function Attrs: nounwind optsize
define void @m_fill(i32 %0, i32 %1) #0 section ".text.m_fill" !dbg !24 {
  call void @"func[3]"(i32 %0, i32 %1), !dbg !25
  ret void, !dbg !25
}

; Function Attrs: nounwind optsize
define void @m_drop() #0 section ".text.m_drop" !dbg !26 {
  call void @"func[4]"(), !dbg !27
  ret void, !dbg !27
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !28 {
  call void @llvm.memcpy.p0.p0.i32(ptr align 4 @table.0.now, ptr align 4 @table.0, i32 32, i1 false), !dbg !29
  store i32 2, ptr @elem.0.length, align 4, !dbg !29
  ret void, !dbg !29
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 82, type: !5, scopeLine: 82, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 83, scope: !4)
!8 = distinct !DISubprogram(name: "init", linkageName: "init", scope: null, file: !3, line: 85, type: !5, scopeLine: 85, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!9 = !DILocation(line: 92, scope: !8)
!10 = !DILocation(line: 96, scope: !8)
!11 = distinct !DISubprogram(name: "copy", linkageName: "copy", scope: null, file: !3, line: 98, type: !5, scopeLine: 98, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 105, scope: !11)
!13 = !DILocation(line: 109, scope: !11)
!14 = distinct !DISubprogram(name: "fill", linkageName: "fill", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 118, scope: !14)
!16 = !DILocation(line: 121, scope: !14)
!17 = distinct !DISubprogram(name: "drop", linkageName: "drop", scope: null, file: !3, line: 123, type: !5, scopeLine: 123, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 124, scope: !17)
!19 = !DILocation(line: 127, scope: !17)
!20 = distinct !DISubprogram(name: "m_init", linkageName: "m_init", scope: null, file: !3, line: 85, type: !5, scopeLine: 85, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 85, scope: !20)
!22 = distinct !DISubprogram(name: "m_copy", linkageName: "m_copy", scope: null, file: !3, line: 98, type: !5, scopeLine: 98, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 98, scope: !22)
!24 = distinct !DISubprogram(name: "m_fill", linkageName: "m_fill", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 111, scope: !24)
!26 = distinct !DISubprogram(name: "m_drop", linkageName: "m_drop", scope: null, file: !3, line: 123, type: !5, scopeLine: 123, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 123, scope: !26)
!28 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 0, scope: !28)
