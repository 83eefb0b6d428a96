; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@funcref.0 = internal constant { ptr, i32 } { ptr @a, i32 0 }
@funcref.1 = internal constant { ptr, i32 } { ptr @b, i32 0 }
@table.0 = internal constant [4 x ptr] [ptr null, ptr @funcref.0, ptr @funcref.1, ptr null]

; Function Attrs: nounwind optsize
define internal i32 @a(i32 %0) #0 section ".text.a" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = add i32 %0, 1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @b(i32 %0) #0 section ".text.b" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = mul i32 %0, 2, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp uge i32 %0, 4, !dbg !13
  br i1 %4, label %trap, label %6, !dbg !13

return:                                           ; preds = %14
  %5 = phi i32 [ %16, %14 ]
  ret i32 %5, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #8 /* 0x4c */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

6:                                                ; preds = %start
  %7 = getelementptr ptr, ptr @table.0, i32 %0, !dbg !13
  %8 = load ptr, ptr %7, align 4, !dbg !13
  %9 = icmp eq ptr %8, null, !dbg !13
  br i1 %9, label %trap1, label %10, !dbg !13

trap1:                                            ; preds = %6
  call void asm sideeffect "udf #7 /* 0x4c */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

10:                                               ; preds = %6
  %11 = getelementptr inbounds nuw { ptr, i32 }, ptr %8, i32 0, i32 1, !dbg !13
  %12 = load i32, ptr %11, align 4, !dbg !13
  %13 = icmp ne i32 %12, 0, !dbg !13
  br i1 %13, label %trap2, label %14, !dbg !13

trap2:                                            ; preds = %10
  call void asm sideeffect "udf #6 /* 0x4c */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

14:                                               ; preds = %10
  %15 = load ptr, ptr %8, align 4, !dbg !13
  %16 = call i32 %15(i32 %1), !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !15 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !16
  ret i32 %3, !dbg !16
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !17 {
  ret void, !dbg !18
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "a", linkageName: "a", scope: null, file: !3, line: 55, type: !5, scopeLine: 55, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 60, scope: !4)
!8 = !DILocation(line: 61, scope: !4)
!9 = distinct !DISubprogram(name: "b", linkageName: "b", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 68, scope: !9)
!11 = !DILocation(line: 69, scope: !9)
!12 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 76, scope: !12)
!14 = !DILocation(line: 79, scope: !12)
!15 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 71, scope: !15)
!17 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 0, scope: !17)
