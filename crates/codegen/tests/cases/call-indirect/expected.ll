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
  %2 = load i32, ptr %1, align 4, !dbg !7
  %3 = add i32 %2, 1, !dbg !8
  br label %return, !dbg !9

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !9
}

; Function Attrs: nounwind optsize
define internal i32 @b(i32 %0) #0 section ".text.b" !dbg !10 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !11
  %3 = mul i32 %2, 2, !dbg !12
  br label %return, !dbg !13

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !13
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !14 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %3, align 4, !dbg !15
  %5 = load i32, ptr %2, align 4, !dbg !16
  %6 = icmp uge i32 %5, 4, !dbg !17
  br i1 %6, label %trap, label %8, !dbg !17

return:                                           ; preds = %16
  %7 = phi i32 [ %18, %16 ]
  ret i32 %7, !dbg !18

trap:                                             ; preds = %start
  call void asm sideeffect "udf #8 /* 0x4c */", "~{memory}"() #1, !dbg !17
  unreachable, !dbg !17

8:                                                ; preds = %start
  %9 = getelementptr ptr, ptr @table.0, i32 %5, !dbg !17
  %10 = load ptr, ptr %9, align 4, !dbg !17
  %11 = icmp eq ptr %10, null, !dbg !17
  br i1 %11, label %trap1, label %12, !dbg !17

trap1:                                            ; preds = %8
  call void asm sideeffect "udf #7 /* 0x4c */", "~{memory}"() #1, !dbg !17
  unreachable, !dbg !17

12:                                               ; preds = %8
  %13 = getelementptr inbounds nuw { ptr, i32 }, ptr %10, i32 0, i32 1, !dbg !17
  %14 = load i32, ptr %13, align 4, !dbg !17
  %15 = icmp ne i32 %14, 0, !dbg !17
  br i1 %15, label %trap2, label %16, !dbg !17

trap2:                                            ; preds = %12
  call void asm sideeffect "udf #6 /* 0x4c */", "~{memory}"() #1, !dbg !17
  unreachable, !dbg !17

16:                                               ; preds = %12
  %17 = load ptr, ptr %10, align 4, !dbg !17
  %18 = call i32 %17(i32 %4), !dbg !17
  br label %return, !dbg !18
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !19 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !20
  ret i32 %3, !dbg !20
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !21 {
  ret void, !dbg !22
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
!7 = !DILocation(line: 56, scope: !4)
!8 = !DILocation(line: 60, scope: !4)
!9 = !DILocation(line: 61, scope: !4)
!10 = distinct !DISubprogram(name: "b", linkageName: "b", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 64, scope: !10)
!12 = !DILocation(line: 68, scope: !10)
!13 = !DILocation(line: 69, scope: !10)
!14 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 72, scope: !14)
!16 = !DILocation(line: 74, scope: !14)
!17 = !DILocation(line: 76, scope: !14)
!18 = !DILocation(line: 79, scope: !14)
!19 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 71, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
