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
  store i32 %0, ptr %3, align 4
  %4 = alloca i32, align 4
  store i32 %1, ptr %4, align 4
  %5 = alloca i32, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = load i32, ptr %3, align 4, !dbg !9
  %7 = load i32, ptr %4, align 4, !dbg !10
  %8 = load i32, ptr %5, align 4, !dbg !11
  %9 = icmp ugt i32 %8, 8, !dbg !12
  %10 = sub i32 8, %8, !dbg !12
  %11 = icmp ugt i32 %6, %10, !dbg !12
  %12 = or i1 %9, %11, !dbg !12
  br i1 %12, label %trap, label %13, !dbg !12

return:                                           ; preds = %20
  ret void, !dbg !13

trap:                                             ; preds = %13, %start
  call void asm sideeffect "udf #2 /* 0x5c */", "~{memory}"() #2, !dbg !12
  unreachable, !dbg !12

13:                                               ; preds = %start
  %14 = getelementptr ptr, ptr @table.0.now, i32 %6, !dbg !12
  %15 = load i32, ptr @elem.0.length, align 4, !dbg !12
  %16 = icmp ugt i32 %8, %15, !dbg !12
  %17 = sub i32 %15, %8, !dbg !12
  %18 = icmp ugt i32 %7, %17, !dbg !12
  %19 = or i1 %16, %18, !dbg !12
  br i1 %19, label %trap, label %20, !dbg !12

20:                                               ; preds = %13
  %21 = getelementptr ptr, ptr @elem.0, i32 %7, !dbg !12
  %22 = mul i32 %8, 4, !dbg !12
  call void @llvm.memmove.p0.p0.i32(ptr align 4 %14, ptr align 4 %21, i32 %22, i1 false), !dbg !12
  br label %return, !dbg !13
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"(i32 %0, i32 %1, i32 %2) #0 section ".text.func[2]" !dbg !14 {
entry:
  %3 = alloca i32, align 4
  store i32 %0, ptr %3, align 4
  %4 = alloca i32, align 4
  store i32 %1, ptr %4, align 4
  %5 = alloca i32, align 4
  store i32 %2, ptr %5, align 4
  br label %start

start:                                            ; preds = %entry
  %6 = load i32, ptr %3, align 4, !dbg !15
  %7 = load i32, ptr %4, align 4, !dbg !16
  %8 = load i32, ptr %5, align 4, !dbg !17
  %9 = icmp ugt i32 %8, 8, !dbg !18
  %10 = sub i32 8, %8, !dbg !18
  %11 = icmp ugt i32 %6, %10, !dbg !18
  %12 = or i1 %9, %11, !dbg !18
  br i1 %12, label %trap, label %13, !dbg !18

return:                                           ; preds = %19
  ret void, !dbg !19

trap:                                             ; preds = %13, %start
  call void asm sideeffect "udf #2 /* 0x69 */", "~{memory}"() #2, !dbg !18
  unreachable, !dbg !18

13:                                               ; preds = %start
  %14 = getelementptr ptr, ptr @table.0.now, i32 %6, !dbg !18
  %15 = icmp ugt i32 %8, 8, !dbg !18
  %16 = sub i32 8, %8, !dbg !18
  %17 = icmp ugt i32 %7, %16, !dbg !18
  %18 = or i1 %15, %17, !dbg !18
  br i1 %18, label %trap, label %19, !dbg !18

19:                                               ; preds = %13
  %20 = getelementptr ptr, ptr @table.0.now, i32 %7, !dbg !18
  %21 = mul i32 %8, 4, !dbg !18
  call void @llvm.memmove.p0.p0.i32(ptr align 4 %14, ptr align 4 %20, i32 %21, i1 false), !dbg !18
  br label %return, !dbg !19
}

; Function Attrs: nounwind optsize
define internal void @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !20 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !21
  %5 = load i32, ptr %3, align 4, !dbg !22
  %6 = icmp ugt i32 %5, 8, !dbg !23
  %7 = sub i32 8, %5, !dbg !23
  %8 = icmp ugt i32 %4, %7, !dbg !23
  %9 = or i1 %6, %8, !dbg !23
  br i1 %9, label %trap, label %10, !dbg !23

return:                                           ; preds = %fill.done
  ret void, !dbg !24

trap:                                             ; preds = %start
  call void asm sideeffect "udf #2 /* 0x76 */", "~{memory}"() #2, !dbg !23
  unreachable, !dbg !23

10:                                               ; preds = %start
  %11 = getelementptr ptr, ptr @table.0.now, i32 %4, !dbg !23
  br label %fill, !dbg !23

fill:                                             ; preds = %fill.body, %10
  %12 = phi i32 [ 0, %10 ], [ %15, %fill.body ], !dbg !23
  %13 = icmp eq i32 %12, %5, !dbg !23
  br i1 %13, label %fill.done, label %fill.body, !dbg !23

fill.body:                                        ; preds = %fill
  %14 = getelementptr ptr, ptr %11, i32 %12, !dbg !23
  store ptr null, ptr %14, align 4, !dbg !23
  %15 = add i32 %12, 1, !dbg !23
  br label %fill, !dbg !23

fill.done:                                        ; preds = %fill
  br label %return, !dbg !24
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"() #0 section ".text.func[4]" !dbg !25 {
entry:
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr @elem.0.length, align 4, !dbg !26
  br label %return, !dbg !27

return:                                           ; preds = %start
  ret void, !dbg !27
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memmove.p0.p0.i32(ptr writeonly captures(none), ptr readonly captures(none), i32, i1 immarg) #1

; Function Attrs: nounwind optsize
define void @m_init(i32 %0, i32 %1, i32 %2) #0 section ".text.m_init" !dbg !28 {
  call void @"func[1]"(i32 %0, i32 %1, i32 %2), !dbg !29
  ret void, !dbg !29
}

; Function Attrs: nounwind optsize
define void @m_copy(i32 %0, i32 %1, i32 %2) #0 section ".text.m_copy" !dbg !30 {
  call void @"func[2]"(i32 %0, i32 %1, i32 %2), !dbg !31
  ret void, !dbg !31
}

; Function Attrs: nounwind optsize
define void @m_fill(i32 %0, i32 %1) #0 section ".text.m_fill" !dbg !32 {
  call void @"func[3]"(i32 %0, i32 %1), !dbg !33
  ret void, !dbg !33
}

; Function Attrs: nounwind optsize
define void @m_drop() #0 section ".text.m_drop" !dbg !34 {
  call void @"func[4]"(), !dbg !35
  ret void, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !36 {
  call void @llvm.memcpy.p0.p0.i32(ptr align 4 @table.0.now, ptr align 4 @table.0, i32 32, i1 false), !dbg !37
  store i32 2, ptr @elem.0.length, align 4, !dbg !37
  ret void, !dbg !37
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
!9 = !DILocation(line: 86, scope: !8)
!10 = !DILocation(line: 88, scope: !8)
!11 = !DILocation(line: 90, scope: !8)
!12 = !DILocation(line: 92, scope: !8)
!13 = !DILocation(line: 96, scope: !8)
!14 = distinct !DISubprogram(name: "copy", linkageName: "copy", scope: null, file: !3, line: 98, type: !5, scopeLine: 98, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 99, scope: !14)
!16 = !DILocation(line: 101, scope: !14)
!17 = !DILocation(line: 103, scope: !14)
!18 = !DILocation(line: 105, scope: !14)
!19 = !DILocation(line: 109, scope: !14)
!20 = distinct !DISubprogram(name: "fill", linkageName: "fill", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 112, scope: !20)
!22 = !DILocation(line: 116, scope: !20)
!23 = !DILocation(line: 118, scope: !20)
!24 = !DILocation(line: 121, scope: !20)
!25 = distinct !DISubprogram(name: "drop", linkageName: "drop", scope: null, file: !3, line: 123, type: !5, scopeLine: 123, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 124, scope: !25)
!27 = !DILocation(line: 127, scope: !25)
!28 = distinct !DISubprogram(name: "m_init", linkageName: "m_init", scope: null, file: !3, line: 85, type: !5, scopeLine: 85, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 85, scope: !28)
!30 = distinct !DISubprogram(name: "m_copy", linkageName: "m_copy", scope: null, file: !3, line: 98, type: !5, scopeLine: 98, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 98, scope: !30)
!32 = distinct !DISubprogram(name: "m_fill", linkageName: "m_fill", scope: null, file: !3, line: 111, type: !5, scopeLine: 111, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 111, scope: !32)
!34 = distinct !DISubprogram(name: "m_drop", linkageName: "m_drop", scope: null, file: !3, line: 123, type: !5, scopeLine: 123, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 123, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
